/** The console begins here: words first, then who is there, then the page that was asked for. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console.tsx';
import { loadTexts } from './texts/index.ts';
import './styles/index.ts';

await loadTexts();
const place = document.getElementById('console');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
