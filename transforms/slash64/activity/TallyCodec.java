package slash64.activity;

import java.util.Arrays;

/**
 * Tallies as bytes, for the shuffle of one run; nothing stored ever has this form.
 *
 * <pre>
 * version 1 | measures | first seen | last seen - first seen | hours
 *   | number of cells, then per cell: step from the cell before, count
 *   | per distinction: 2 * number of hashes, then the hashes, 8 bytes each
 *                      or 2 * length + 1, then a sketch
 * </pre>
 *
 * Numbers are in the variable length of protocol buffers: seven bits a byte, lowest first, the
 * eighth set while more follow. Not safe for use by several threads.
 */
final class TallyCodec {
  private static final byte VERSION = 1;
  private static final int MAX_VARINT = 10;

  private byte[] bytes = new byte[512];
  private int at;

  byte[] encode(Tally tally) {
    at = 0;
    reserve(1 + (Measure.COUNT + 4) * MAX_VARINT);
    bytes[at++] = VERSION;
    for (Measure measure : MEASURES) {
      put(tally.get(measure));
    }
    put(tally.firstSeen());
    put(tally.lastSeen() - tally.firstSeen());
    put(tally.hours());
    putCells(tally.cells());
    for (Distinction distinction : DISTINCTIONS) {
      putDistinct(tally.distinct(distinction));
    }
    return Arrays.copyOf(bytes, at);
  }

  private static final Measure[] MEASURES = Measure.values();
  private static final Distinction[] DISTINCTIONS = Distinction.values();

  private void putCells(CellCounts cells) {
    reserve((1 + 2 * cells.size()) * MAX_VARINT);
    put(cells.size());
    int before = 0;
    for (int i = 0; i < cells.size(); i++) {
      put(cells.cellAt(i) - before);
      put(cells.countAt(i));
      before = cells.cellAt(i);
    }
  }

  private void putDistinct(Distinct distinct) {
    if (distinct.isExact()) {
      reserve(MAX_VARINT + 8 * distinct.size());
      put(2L * distinct.size());
      for (int i = 0; i < distinct.size(); i++) {
        long hash = distinct.hashAt(i);
        for (int shift = 0; shift < 64; shift += 8) {
          bytes[at++] = (byte) (hash >>> shift);
        }
      }
      return;
    }
    byte[] sketch = distinct.state();
    reserve(MAX_VARINT + sketch.length);
    put(2L * sketch.length + 1);
    System.arraycopy(sketch, 0, bytes, at, sketch.length);
    at += sketch.length;
  }

  private void put(long value) {
    while ((value & ~0x7fL) != 0) {
      bytes[at++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[at++] = (byte) value;
  }

  private void reserve(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
    }
  }

  /** Reads what {@link #encode} wrote. */
  Tally decode(byte[] encoded) {
    bytes = encoded;
    at = 0;
    if (encoded.length == 0 || bytes[at++] != VERSION) {
      throw new IllegalArgumentException(
          "Cannot read tally: need version %d of its form".formatted(VERSION));
    }
    Tally tally = new Tally();
    for (Measure measure : MEASURES) {
      tally.add(measure, take());
    }
    long firstSeen = take();
    tally.see(firstSeen, firstSeen + take());
    tally.seeHours((int) take());
    int cell = 0;
    for (int left = (int) take(); left > 0; left--) {
      cell += (int) take();
      tally.cells().append(cell, take());
    }
    for (Distinction distinction : DISTINCTIONS) {
      takeDistinct(tally.distinct(distinction));
    }
    return tally;
  }

  private void takeDistinct(Distinct distinct) {
    long head = take();
    int size = (int) (head >>> 1);
    if ((head & 1) == 1) {
      distinct.addState(Arrays.copyOfRange(bytes, at, at + size));
      at += size;
      return;
    }
    for (; size > 0; size--) {
      long hash = 0;
      for (int shift = 0; shift < 64; shift += 8) {
        hash |= (bytes[at++] & 0xffL) << shift;
      }
      distinct.add(hash);
    }
  }

  private long take() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
