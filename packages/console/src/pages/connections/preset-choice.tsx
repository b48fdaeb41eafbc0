/** Which provider: a card each, by the name that everybody knows it by. */
import { Link } from '@tanstack/react-router';
import { text } from '../../texts/index.ts';
import { PresetMark } from './names.tsx';
import { presetNames, presets } from './preset-names.ts';

export function PresetChoice() {
  return (
    <ul className="preset-cards">
      {presets.map((preset) => (
        <li key={preset}>
          <Link to="/connections/new" search={{ preset }} className="preset-card">
            <PresetMark preset={preset} />
            <span className="row-text">
              <strong>{presetNames[preset]}</strong>
              <span className="sub">{text(`connection.about.${preset}`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
