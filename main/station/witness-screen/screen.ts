import type { Emit } from '../../../src/contract/rpc.ts';
import type { WitnessContract, WitnessView } from '../../../src/contract/witness-screen.ts';
import type { WitnessSide, WitnessWindow } from '../../shells/shell.ts';
import type { CeremonyTable } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { witnessFacts, type WitnessFacts } from './facts.ts';
import { LiveWatch } from './live.ts';
import { nothingOpen, witnessView } from './view.ts';

/** The screen for an audience: opened and closed from the page, and told what has changed while it is open. */
export class WitnessScreen {
  readonly live = new LiveWatch((acted) => this.#changed(acted));
  readonly #table: CeremonyTable;
  readonly #onWindow: (state: { open: boolean }) => void;
  #window: WitnessWindow | null = null;
  #open = false;
  #emit: Emit<WitnessContract> = silent;
  /** The folder is read again after an act, and not at each second of a wait. */
  #seen: { readonly of: OpenCeremony; readonly facts: Promise<WitnessFacts | null> } | null = null;
  #telling = false;
  #again = false;

  /** @param onWindow called when the window comes and goes */
  constructor(table: CeremonyTable, onWindow: (state: { open: boolean }) => void) {
    this.#table = table;
    this.#onWindow = onWindow;
  }

  /** What a shell ties to its second window. */
  get side(): WitnessSide {
    return {
      handlers: { 'witness.look': () => this.look() },
      onEmit: (emit) => {
        this.#emit = emit;
      },
      onWindow: (window) => {
        this.#window = window;
      },
      windowClosed: () => this.#is(false),
    };
  }

  get state(): { open: boolean } {
    return { open: this.#open };
  }

  /** Opens or closes the window. Without a shell that has one it stays closed. */
  show(open: boolean): { open: boolean } {
    if (this.#window === null || open === this.#open) return this.state;
    if (open) this.#window.open();
    else this.#window.close();
    this.#is(open);
    return this.state;
  }

  async look(): Promise<WitnessView> {
    const ceremony = this.#table.openOrNull;
    if (ceremony === null) return nothingOpen;
    const facts = await this.#factsOf(ceremony);
    // It was closed while its files were read.
    if (this.#table.openOrNull !== ceremony) return this.look();
    const { plan, records, role, youOrNull } = ceremony;
    const you = youOrNull?.id ?? null;
    return witnessView({ plan, records, role, you, live: this.live.state, facts });
  }

  #factsOf(ceremony: OpenCeremony): Promise<WitnessFacts | null> {
    if (this.#seen?.of !== ceremony) {
      // Whatever is wrong in the folder, the audience sees a pause; the person at the page is told what.
      const facts = witnessFacts(ceremony).catch(() => null);
      this.#seen = { of: ceremony, facts };
    }
    return this.#seen.facts;
  }

  #changed(acted: boolean): void {
    if (acted) this.#seen = null;
    this.#tell();
  }

  #is(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.#onWindow(this.state);
  }

  /** Tells the screen what is to be seen now; what changes meanwhile is told after that, at once. */
  #tell(): void {
    if (!this.#open) return;
    this.#again = true;
    if (this.#telling) return;
    this.#telling = true;
    this.#tellAll()
      // A screen that cannot be told is no reason to stop a ceremony.
      .catch(() => undefined)
      .finally(() => {
        this.#telling = false;
      });
  }

  async #tellAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.#emit('witness.changed', await this.look());
    }
  }
}

/** Before the page is there, nobody is told. */
function silent(): void {}
