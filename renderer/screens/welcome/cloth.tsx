const warp = ['cloth-gold', 'cloth-sky', 'cloth-linen', 'cloth-blue', 'cloth-amber'] as const;
const weft = ['cloth-n1', 'cloth-n2', 'cloth-n3', 'cloth-n4', 'cloth-n5'] as const;
const column = 80;
const row = 72;
const warpWidth = 58;
const weftWidth = 46;
const rows = 9;

interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

/** The bands of the cloth from back to front: weft, warp, then each crossing with its two shadows. */
function bands(): readonly Band[] {
  const across = warp.length * column;
  const down = rows * row;
  const gapX = (column - warpWidth) / 2;
  const gapY = (row - weftWidth) / 2;
  const all: Band[] = [];
  const band = (x: number, y: number, width: number, height: number, fill: string): number =>
    all.push({ x, y, width, height, fill });
  for (let y = 0; y < rows; y++) {
    band(-10, y * row + gapY, across + 20, weftWidth, weft[y % 5] ?? weft[0]);
  }
  for (const [x, fill] of warp.entries()) band(x * column + gapX, -10, warpWidth, down + 20, fill);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < warp.length; x++) {
      const [left, top] = [x * column, y * row];
      if ((x * 2 + y) % 5 < 2) {
        band(left - 2, top + gapY, column + 4, weftWidth, weft[y % 5] ?? weft[0]);
        band(left + gapX, top + gapY - 7, warpWidth, 7, 'cloth-shade');
        band(left + gapX, top + gapY + weftWidth, warpWidth, 7, 'cloth-shade');
      } else {
        band(left + gapX - 7, top + gapY, 7, weftWidth, 'cloth-shade');
        band(left + gapX + warpWidth, top + gapY, 7, weftWidth, 'cloth-shade');
      }
    }
  }
  return all;
}

const cloth = bands();

/** The cloth on the welcome screen: trust made of several strands. */
export function Cloth() {
  return (
    <svg
      className="cover-art"
      viewBox={`0 0 ${warp.length * column} ${rows * row}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {cloth.map((band, place) => (
        <rect
          key={place}
          className={band.fill}
          x={band.x}
          y={band.y}
          width={band.width}
          height={band.height}
        />
      ))}
    </svg>
  );
}
