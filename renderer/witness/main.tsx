import '../without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from '../../src/contract/connect.ts';
import { witnessContract } from '../../src/contract/witness-screen.ts';
import '../design/index.css';
import { Witness } from './witness.tsx';

const place = document.getElementById('root');
if (place === null) throw new Error('witness.html has no place for the page');
createRoot(place).render(
  <StrictMode>
    <Witness station={connect(witnessContract, window.station)} />
  </StrictMode>,
);
