import type { UsbDeviceView } from '../../../../src/contract/usb.ts';
import { Choice } from '../../../components/choice.tsx';
import { Serial } from '../../../components/serial.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';

/** A device that is plugged in and that no module shows: locked, with the reason and what to do about it. */
export function UsbRow({ device }: { device: UsbDeviceView }) {
  return (
    <Choice group="token" className="tokenrow" checked={false} locked onChoose={() => undefined}>
      <span className="token-pic">
        <TokenDrawing model={`${device.model} ${device.facts}`} />
      </span>
      <span className="choice-main">
        <span className="tokenrow-head">
          <b>{device.model}</b>
        </span>
        <span className="tokenrow-serial">
          {device.serial === null ? (
            'Its number is printed on its back'
          ) : (
            <>
              Serial <Serial value={device.serial} />
            </>
          )}
        </span>
        <span className="tokenrow-facts">{device.facts}</span>
        <span className="tokenrow-why">{device.lock}</span>
        {device.steps.map((step) => (
          <span key={step} className="tokenrow-step">
            {step}
          </span>
        ))}
      </span>
    </Choice>
  );
}
