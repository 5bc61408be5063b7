import { useId } from 'react';
import { Card } from '../../../components/card.tsx';
import type { Changing, Terms } from './terms.ts';

interface TermsCardProps {
  change: Changing['change'];
  terms: Terms;
  onTerms: (terms: Terms) => void;
}

/** For which paths a role signs, how many of its keys have to, and why it changes. */
export function TermsCard({ change, terms, onTerms }: TermsCardProps) {
  const id = useId();
  return (
    <Card title={change === 'revoke' ? 'Why it ends' : 'What they may sign for'}>
      <div className="form-rows">
        {change === 'revoke' ? null : (
          <>
            <div className="labelled">
              <label htmlFor={`${id}-paths`}>Paths, one a line</label>
              <textarea
                id={`${id}-paths`}
                className="field mono"
                rows={4}
                spellCheck={false}
                value={terms.paths}
                aria-describedby={`${id}-paths-hint`}
                onChange={(event) => onTerms({ ...terms, paths: event.target.value })}
              />
              <p className="hint" id={`${id}-paths-hint`}>
                For example registry.example.org/*. Signs * and ? do not match a slash.
              </p>
            </div>
            <div className="labelled">
              <label htmlFor={`${id}-threshold`}>Signatures needed</label>
              <input
                id={`${id}-threshold`}
                className="field"
                inputMode="numeric"
                autoComplete="off"
                maxLength={2}
                value={terms.threshold}
                onChange={(event) => onTerms({ ...terms, threshold: event.target.value })}
              />
            </div>
            <label className="tick">
              <input
                type="checkbox"
                checked={terms.terminating}
                onChange={(event) => onTerms({ ...terms, terminating: event.target.checked })}
              />
              Terminating: nobody after them is asked about these paths
            </label>
          </>
        )}
        <div className="labelled">
          <label htmlFor={`${id}-reason`}>
            {change === 'revoke' ? 'Reason' : 'Reason, if there is one'}
          </label>
          <input
            id={`${id}-reason`}
            className="field"
            autoComplete="off"
            maxLength={500}
            value={terms.reason}
            aria-describedby={`${id}-reason-hint`}
            onChange={(event) => onTerms({ ...terms, reason: event.target.value })}
          />
          <p className="hint" id={`${id}-reason-hint`}>
            It stands in the record.
          </p>
        </div>
      </div>
    </Card>
  );
}
