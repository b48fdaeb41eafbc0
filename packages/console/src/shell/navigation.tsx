/** The places of the console, in the words of the field. What the person may not see is not offered. */
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/me.ts';
import { Icon } from '../parts/icon.tsx';
import { text } from '../texts/index.ts';
import { placeGroups } from './places.ts';

export function Navigation() {
  const may = useMay();
  return (
    <nav className="nav" aria-label={text('shell.navigation')}>
      {placeGroups.map((group) => {
        const places = group.places.filter((place) => may(place.permission));
        if (places.length === 0) return null;
        return (
          <div key={group.places[0]?.to}>
            {group.name !== undefined && <h2>{text(group.name)}</h2>}
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <Link
                    to={place.to}
                    activeOptions={{ exact: place.to === '/' }}
                    activeProps={{ 'aria-current': 'page' }}
                  >
                    <Icon name={place.icon} />
                    {text(place.name)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
