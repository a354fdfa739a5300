// Pixels of rows. A column of pixels within one slice has that slice's pattern; one with a
// single edge is a mixture; one with more is split from bottom to top by the keys' shares of
// its time. However short a slice is, it tints its column.

const LEAST_TINT = 0.35;

const packColour = (r, g, b) => (255 << 24) | (b << 16) | (g << 8) | r;

function parseColour(hex) {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix(a, b, share) {
  return a.map((channel, i) => Math.round(channel + (b[i] - channel) * share));
}

/// A square of pixels that repeats over everything of one key.
function tile(look, ground, dim, scale) {
  const hatch = look.hatch;
  const size = hatch ? Math.max(4, Math.round(hatch.pitch * scale)) : 1;
  const fade = (colour) => (dim ? mix(colour, ground, 0.78) : colour);
  const fill = packColour(...fade(parseColour(look.color)));
  const pixels = new Uint32Array(size * size).fill(fill);
  if (hatch) {
    const ink = packColour(...fade(parseColour(hatch.color)));
    const line = Math.max(1, hatch.line * scale);
    const slanted = Math.max(1, Math.round(line * 1.2));
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const inside = {
          rising: (x + y) % size < slanted,
          falling: (x - y + size) % size < slanted,
          vertical: x < Math.round(line),
          horizontal: y < Math.round(line),
          dots: Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5) <= line / 2,
        }[hatch.kind];
        if (inside) pixels[y * size + x] = ink;
      }
    }
  }
  return { size, pixels };
}

class Painter {
  /// `looks`: how each key looks on thread rows and on the rows of GILs and cores.
  constructor(looks, ground, scale) {
    this.ground = packColour(...ground);
    this.tiles = {};
    for (const [kind, list] of Object.entries(looks)) {
      this.tiles[kind] = [false, true].flatMap((dim) => list.map((look) => tile(look, ground, dim, scale)));
    }
    this.sums = new Float64Array(KEYS);
  }

  /// Paints `row` from `from` on, `step` nanoseconds a pixel, into a band of the image.
  band(image, row, from, step, left, width, top, height) {
    const tiles = this.tiles[row.kind === "thread" ? "thread" : "other"];
    const { starts, ends, keys } = row;
    const phase = Math.round(from / step);
    let i = row.firstAfter(from);
    let x = 0;
    while (x < width) {
      const start = from + x * step;
      while (i < keys.length && ends[i] <= start) i++;
      if (i >= keys.length) break;
      if (starts[i] >= start + step) {
        x = Math.max(x + 1, Math.min(width, Math.floor((starts[i] - from) / step)));
        continue;
      }
      if (starts[i] <= start && ends[i] >= start + step) {
        const until = Math.max(x + 1, Math.min(width, Math.floor((ends[i] - from) / step)));
        this.solid(image, tiles[keys[i]], left + x, until - x, top, height, phase + x);
        x = until;
        continue;
      }
      this.sums.fill(0);
      i = row.addUp(i, start, start + step, this.sums);
      this.column(image, tiles, row.stretches <= 2, step, left + x, top, height, phase + x);
      x++;
    }
  }

  solid(image, { size, pixels }, left, width, top, height, phase) {
    const { data, stride } = image;
    for (let y = 0; y < height; y++) {
      const at = (top + y) * stride + left;
      if (size === 1) {
        data.fill(pixels[0], at, at + width);
        continue;
      }
      const line = (y % size) * size;
      for (let x = 0; x < width; x++) data[at + x] = pixels[line + ((phase + x) % size)];
    }
  }

  /// One column from the shares in `sums`.
  column(image, tiles, sideBySide, step, left, top, height, phase) {
    const { data, stride } = image;
    const sums = this.sums;
    let at = (top + height - 1) * stride + left;
    if (sideBySide) {
      for (let y = height - 1; y >= 0; y--, at -= stride) {
        this.begin();
        let room = 1;
        for (let key = 0; key < KEYS; key++) {
          if (sums[key] <= 0) continue;
          const share = Math.min(room, sums[key] / step);
          room -= share;
          this.add(tiles[key], phase, y, share);
        }
        this.add(null, phase, y, room);
        data[at] = this.colour();
      }
      return;
    }
    let y = height - 1;
    let room = 1;
    this.begin();
    for (let key = 0; key < KEYS && y >= 0; key++) {
      if (sums[key] <= 0) continue;
      let left = Math.max((sums[key] / step) * height, LEAST_TINT);
      while (left > 0 && y >= 0) {
        const part = Math.min(room, left);
        this.add(tiles[key], phase, y, part);
        left -= part;
        room -= part;
        if (room <= 1e-6) {
          data[at] = this.colour();
          at -= stride;
          y--;
          room = 1;
          this.begin();
        }
      }
    }
    if (y >= 0 && room < 1) {
      this.add(null, phase, y, room);
      data[at] = this.colour();
    }
  }

  begin() {
    this.r = 0;
    this.g = 0;
    this.b = 0;
  }

  add(tile, x, y, share) {
    const colour = tile ? tile.pixels[(y % tile.size) * tile.size + (x % tile.size)] : this.ground;
    this.r += (colour & 255) * share;
    this.g += ((colour >> 8) & 255) * share;
    this.b += ((colour >> 16) & 255) * share;
  }

  colour() {
    return packColour(this.r + 0.5, this.g + 0.5, this.b + 0.5);
  }
}
