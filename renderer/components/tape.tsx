/** The black band of a rehearsal. The tape around the window is drawn by the theme. */
export function Tape() {
  return (
    <aside className="tape" aria-label="Rehearsal">
      <b>Rehearsal</b>
      <span>Practice keys only. Nothing signed here is valid.</span>
    </aside>
  );
}
