// A QR code (ISO/IEC 18004): model 2, level L, versions 1 to 25, bytes, and letters and digits more densely where an
// address ends in many of them. What it draws is an SVG path.

const QR_CHECK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26]; // check words a block
const QR_BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
const QR_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** How many bits a version holds beside its patterns (§7.3). */
function qrBits(version) {
  let bits = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2;
    bits -= (25 * marks - 10) * marks - 55;
  }
  return version > 6 ? bits - 36 : bits;
}

const qrRoom = version => Math.floor(qrBits(version) / 8) - QR_CHECK[version - 1] * QR_BLOCKS[version - 1];

/** Mode, length and content (§7.4) as a string of 0 and 1. */
function qrStream(text, version) {
  const binary = (number, width) => number.toString(2).padStart(width, '0');
  const [, start, tail] = /^(.*?)([0-9A-Z]{12,})?$/s.exec(text);
  const bytes = new TextEncoder().encode(start);
  let bits = `0100${binary(bytes.length, version < 10 ? 8 : 16)}${[...bytes].map(byte => binary(byte, 8)).join('')}`;
  if (tail) {
    bits += `0010${binary(tail.length, version < 10 ? 9 : 11)}`;
    for (let at = 0; at < tail.length; at += 2) {
      const [a, b] = [...tail.slice(at, at + 2)].map(letter => QR_LETTERS.indexOf(letter));
      bits += b === undefined ? binary(a, 6) : binary(a * 45 + b, 11);
    }
  }
  return bits;
}

function qrMultiply(a, b) { // in GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  return product;
}

function qrCheck(words, degree) { // Reed-Solomon
  let divisor = [1];
  for (let power = 0, root = 1; power < degree; power++, root = qrMultiply(root, 2)) {
    divisor = [...divisor, 0].map((value, index) => value ^ (index ? qrMultiply(divisor[index - 1], root) : 0));
  }
  const rest = new Array(degree).fill(0);
  for (const word of words) {
    const factor = word ^ rest.shift();
    rest.push(0);
    divisor.slice(1).forEach((value, index) => { rest[index] ^= qrMultiply(value, factor); });
  }
  return rest;
}

/** All code words, blocks interleaved (§7.6). */
function qrWords(text, version) {
  const room = qrRoom(version);
  let bits = qrStream(text, version);
  bits += '0'.repeat(Math.min(4, room * 8 - bits.length));
  bits += '0'.repeat(-bits.length & 7);
  const words = bits.match(/.{8}/g).map(byte => parseInt(byte, 2));
  for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad);
  const blocks = QR_BLOCKS[version - 1], long = room % blocks, size = Math.floor(room / blocks), parts = [];
  for (let block = 0, at = 0; block < blocks; block++) {
    const length = size + (block >= blocks - long ? 1 : 0);
    parts.push(words.slice(at, at += length));
  }
  const checks = parts.map(part => qrCheck(part, QR_CHECK[version - 1])), out = [];
  for (let index = 0; index <= size; index++) for (const part of parts) if (index < part.length) out.push(part[index]);
  for (let index = 0; index < QR_CHECK[version - 1]; index++) for (const check of checks) out.push(check[index]);
  return out;
}

const QR_MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => x * y % 2 + x * y % 3, (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2];

/** The modules as rows of 0 and 1; null if the text is too long. */
function qrModules(text) {
  let version = 1;
  while (version < 26 && qrStream(text, version).length > qrRoom(version) * 8) version++;
  if (version > 25) return null;
  const size = 17 + 4 * version, grid = Array.from({length: size}, () => new Array(size).fill(null));
  const square = (cx, cy, reach, dark) => {
    for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) {
      if (grid[cy + y]?.[cx + x] !== undefined) grid[cy + y][cx + x] = +dark(Math.max(Math.abs(x), Math.abs(y)));
    }
  };
  for (let at = 0; at < size; at++) grid[6][at] = grid[at][6] = +(at % 2 === 0); // timing
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, far => far !== 2 && far < 4); // finders
  const marks = version > 1 ? Math.floor(version / 7) + 2 : 0, step = Math.ceil((size - 13) / (2 * marks - 2)) * 2;
  const places = Array.from({length: marks}, (_, index) => (index ? size - 7 - (marks - 1 - index) * step : 6));
  places.forEach((x, i) => places.forEach((y, j) => { // alignment, but not over a finder
    if (!((i === 0 && j === 0) || (i === 0 && j === marks - 1) || (i === marks - 1 && j === 0))) square(x, y, 2, far => far !== 1);
  }));
  if (version > 6) {
    let rest = version;
    for (let round = 0; round < 12; round++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    for (let bit = 0, code = (version << 12) | rest; bit < 18; bit++) {
      const a = size - 11 + bit % 3, b = Math.floor(bit / 3);
      grid[b][a] = grid[a][b] = (code >>> bit) & 1;
    }
  }
  const format = mask => { // level L is 01
    let rest = 8 | mask;
    for (let round = 0; round < 10; round++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const code = (((8 | mask) << 10) | rest) ^ 0x5412, bit = place => (code >>> place) & 1;
    for (let i = 0; i < 6; i++) grid[i][8] = bit(i);
    grid[7][8] = bit(6), grid[8][8] = bit(7), grid[8][7] = bit(8);
    for (let i = 9; i < 15; i++) grid[8][14 - i] = bit(i);
    for (let i = 0; i < 8; i++) grid[8][size - 1 - i] = bit(i);
    for (let i = 8; i < 15; i++) grid[size - 15 + i][8] = bit(i);
    grid[size - 8][8] = 1;
  };
  format(0);
  const words = qrWords(text, version), cells = [];
  for (let right = size - 1; right > 0; right -= 2) { // two columns at a time, up and down
    if (right === 6) right = 5;
    for (let step2 = 0; step2 < size; step2++) for (const x of [right, right - 1]) {
      const y = (right + 1) & 2 ? step2 : size - 1 - step2;
      if (grid[y][x] === null) cells.push([x, y]);
    }
  }
  let best = null, least = Infinity;
  for (let mask = 0; mask < 8; mask++) {
    cells.forEach(([x, y], index) => { grid[y][x] = ((words[index >> 3] >>> (7 - (index & 7))) & 1) ^ +(QR_MASKS[mask](x, y) === 0); });
    format(mask);
    const penalty = qrPenalty(grid);
    if (penalty < least) [least, best] = [penalty, grid.map(row => row.slice())];
  }
  return best;
}

/** How hard the pattern is to read (§7.8.3): long runs, false finders, large squares, imbalance. */
function qrPenalty(grid) {
  const size = grid.length;
  let penalty = 0, dark = 0;
  for (const rows of [grid, grid[0].map((_, x) => grid.map(row => row[x]))]) {
    for (const row of rows) {
      const line = row.join('');
      for (const runs of line.match(/0{5,}|1{5,}/g) || []) penalty += runs.length - 2;
      penalty += 40 * ((line.match(/1011101(?=0000)/g) || []).length + (line.match(/00001011101/g) || []).length);
    }
  }
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
    dark += grid[y][x];
    if (x && y && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) penalty += 3;
  }
  return penalty + 10 * Math.floor(Math.abs(dark * 20 / size / size - 10));
}

/** The code as an image, with the quiet zone around it; null if the text is too long. */
function qrImage(text, label) {
  const modules = qrModules(text);
  if (!modules) return null;
  const side = modules.length + 8, space = 'http://www.w3.org/2000/svg';
  const image = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
  for (const [name, value] of Object.entries({viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges'})) image.setAttribute(name, value);
  path.setAttribute('d', modules.map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')).join('')).join(''));
  image.append(path);
  return image;
}
