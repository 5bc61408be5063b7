import type { ReactElement } from 'react';

/** The drawings of all icons, on a 20 by 20 ground; stroked in the colour of the text. */
export const iconShapes = {
  check: <path d="M4.5 10.5l3.6 3.6 7.4-8" />,
  warning: (
    <>
      <path d="M10 3.2l7.2 12.9H2.8z" />
      <path d="M10 8v3.6M10 13.9v.1" />
    </>
  ),
  stop: (
    <>
      <path d="M6.7 2.8h6.6l4 4v6.5l-4 4H6.7l-4-4V6.8z" />
      <path d="M7.3 7.3l5.4 5.4M12.7 7.3l-5.4 5.4" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 9.2v4.3M10 6.4v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="6.6" cy="13.4" r="3.6" />
      <path d="M9.2 10.8l7.3-7.3M13.4 6.6l2.6 2.6" />
    </>
  ),
  script: (
    <>
      <path d="M5 2.8h7.5L16 6.3v10.9H5z" />
      <path d="M12.3 3v3.5h3.5M7.8 10h5.2M7.8 13.3h5.2" />
    </>
  ),
  audit: (
    <>
      <circle cx="8.6" cy="8.6" r="5.4" />
      <path d="M12.6 12.6l4.6 4.6M6.3 8.7l1.7 1.7 3-3.3" />
    </>
  ),
  lock: (
    <>
      <rect x="4.2" y="9" width="11.6" height="8" rx="1.8" />
      <path d="M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 5.8V10l2.8 1.9" />
    </>
  ),
  offline: (
    <path d="M3 3l14 14M2.6 8.2A11 11 0 0 1 6 6.1M9.2 5.2a11 11 0 0 1 8.2 3M5.4 11.2a7 7 0 0 1 2.6-1.7M12.6 9.9c.7.3 1.4.8 2 1.3M10 15.2v.1" />
  ),
  online: (
    <path d="M2.6 8.2a11 11 0 0 1 14.8 0M5.4 11.2a7 7 0 0 1 9.2 0M8 14a3.2 3.2 0 0 1 4 0M10 16.4v.1" />
  ),
  shield: (
    <>
      <path d="M10 2.6l6.3 2.2v4.6c0 3.7-2.5 6.6-6.3 8-3.8-1.4-6.3-4.3-6.3-8V4.8z" />
      <path d="M7.2 9.9l2 2 3.7-4" />
    </>
  ),
  right: <path d="M4 10h11.5M11 5.5l4.5 4.5-4.5 4.5" />,
  left: <path d="M16 10H4.5M9 5.5L4.5 10 9 14.5" />,
  touch: (
    <>
      <circle cx="10" cy="10" r="3" />
      <circle cx="10" cy="10" r="7.2" strokeDasharray="2.4 2.6" />
    </>
  ),
  cross: <path d="M5.2 5.2l9.6 9.6M14.8 5.2l-9.6 9.6" />,
  file: (
    <>
      <path d="M5 2.8h7.5L16 6.3v10.9H5z" />
      <path d="M12.3 3v3.5h3.5" />
    </>
  ),
  flag: <path d="M5 17.4V3.2M5 4h9.6l-2 3.4 2 3.4H5" />,
  plus: (
    <>
      <circle cx="8" cy="6.6" r="3.2" />
      <path d="M2.4 16.8c.4-3.2 2.6-5 5.6-5 1 0 2 .2 2.8.6M15 11.5v5M12.5 14h5" />
    </>
  ),
  'plus-sign': <path d="M10 4.5v11M4.5 10h11" />,
  minus: (
    <>
      <circle cx="8" cy="6.6" r="3.2" />
      <path d="M2.4 16.8c.4-3.2 2.6-5 5.6-5 1 0 2 .2 2.8.6M12.5 14h5" />
    </>
  ),
  calendar: (
    <>
      <rect x="3" y="4.4" width="14" height="12.6" rx="1.8" />
      <path d="M3 8.4h14M6.8 2.8v3M13.2 2.8v3" />
    </>
  ),
  same: <path d="M4.5 7.6h11M4.5 12.4h11" />,
  number: <path d="M7.8 3.2L6.2 16.8M13.8 3.2l-1.6 13.6M3.6 7.4h13.6M2.8 12.6h13.6" />,
  open: <path d="M2.8 15.8V4.6h5l1.8 2h7.6v9.2z" />,
  usb: (
    <>
      <rect x="6" y="8" width="8" height="9" rx="1.6" />
      <path d="M7.6 8V3h4.8v5M9.2 5.2v.1M10.8 5.2v.1" />
    </>
  ),
  eye: (
    <>
      <path d="M1.8 10S4.8 4.8 10 4.8 18.2 10 18.2 10 15.2 15.2 10 15.2 1.8 10 1.8 10z" />
      <circle cx="10" cy="10" r="2.4" />
    </>
  ),
  dot: <circle cx="10" cy="10" r="3.4" fill="currentColor" />,
  ring: <circle cx="10" cy="10" r="6" />,
  'not-equal': <path d="M3.5 7.4h13M3.5 12.6h13M13.4 3.2L6.6 16.8" />,
  dash: <path d="M5.5 10h9" />,
  speak: (
    <path d="M3 8v4h2.8L10 15.6V4.4L5.8 8zM13 7.2a4 4 0 0 1 0 5.6M15.4 5a7.2 7.2 0 0 1 0 10" />
  ),
  mask: (
    <>
      <path d="M3 5.6h14v4.2c0 3.6-3.2 5.6-7 7-3.8-1.4-7-3.4-7-7z" strokeDasharray="2.6 1.8" />
      <path d="M7 9.4h1.8M11.2 9.4H13" />
    </>
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.6" height="9.6" rx="1.6" />
      <path d="M13 4.6v-.2A1.4 1.4 0 0 0 11.6 3H4.8a1.6 1.6 0 0 0-1.6 1.6v6.8A1.6 1.6 0 0 0 4.8 13" />
    </>
  ),
  pause: <path d="M7.2 5v10M12.8 5v10" />,
  hourglass: (
    <path d="M5.4 3h9.2M5.4 17h9.2M6.4 3c0 4 7.2 4.6 7.2 7s-7.2 3-7.2 7M13.6 3c0 4-7.2 4.6-7.2 7s7.2 3 7.2 7" />
  ),
} as const satisfies Record<string, ReactElement>;

export type IconName = keyof typeof iconShapes;
