/** The station's mark: a keyhole in a woven square. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#F5EDDD" />
      <path d="M4 9.5h24M4 22.5h24" stroke="#E3A93B" strokeWidth="4.5" />
      <path d="M9.5 4v24M22.5 4v24" stroke="#3F87CB" strokeWidth="4.5" />
      <circle cx="16" cy="13.2" r="5.2" fill="#0B142B" stroke="#F5EDDD" strokeWidth="1.6" />
      <path
        d="M13.6 16h4.8l1.7 8.6h-8.2z"
        fill="#0B142B"
        stroke="#F5EDDD"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="13.2" r="4.3" fill="#0B142B" />
    </svg>
  );
}
