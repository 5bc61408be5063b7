import type { ReactNode } from 'react';
import { EyebrowLine, StageHeading, type Eyebrow } from '../../../components/stage.tsx';

interface SignLayoutProps {
  /** The ring with the token. */
  ring: ReactNode;
  eyebrow: Eyebrow;
  heading: string;
  lead: ReactNode;
  children: ReactNode;
}

/** The drawing left, the words right: the same before, while and after the token signs. */
export function SignLayout({ ring, eyebrow, heading, lead, children }: SignLayoutProps) {
  return (
    <div className="sign">
      <div className="sign-left">{ring}</div>
      <div className="sign-head">
        <EyebrowLine {...eyebrow} />
        <StageHeading key={heading}>{heading}</StageHeading>
        <p className="lead">{lead}</p>
      </div>
      <div className="sign-rest">{children}</div>
    </div>
  );
}
