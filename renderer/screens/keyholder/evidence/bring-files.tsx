import { useState } from 'react';
import { Picker } from '../../../components/picker.tsx';

interface BringFilesProps {
  /** The two files by the names that main gave them. */
  onBring: (files: { readonly key: string; readonly device: string }) => void;
  onClose: () => void;
}

/** Two files, one after the other: the attestation of the key, then the certificate of the device that made it. */
export function BringFiles({ onBring, onClose }: BringFilesProps) {
  const [key, setKey] = useState<{ readonly place: string; readonly name: string } | null>(null);
  return key === null ? (
    <Picker
      key="key"
      title="The attestation of your key"
      lead="First of two files: the certificate that the YubiHSM made about this key, PEM or DER. It is read and checked; nothing is signed."
      want="file"
      verb="Take"
      onPick={(place, name) => setKey({ place, name })}
      onClose={onClose}
    />
  ) : (
    <Picker
      key="device"
      title="The certificate of the device"
      lead={`Second of two files: who vouches for the YubiHSM that made ${key.name}. It is opaque object 0 on the device.`}
      want="file"
      verb="Check with"
      onPick={(place) => onBring({ key: key.place, device: place })}
      onClose={onClose}
    />
  );
}
