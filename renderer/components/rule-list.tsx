/** What a PIN that is chosen is held against. */
export function RuleList({ rules }: { rules: readonly string[] }) {
  if (rules.length === 0) return null;
  return (
    <ul className="rules">
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}
