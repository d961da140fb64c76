package slash64.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * Packs Spark's rows into blocks of some 64 KiB: of each row the number of its bytes (four of them,
 * big-endian), then these. Not larger ones, since Java's serialization holds on to the last
 * hundred.
 */
final class RowPacker implements Iterator<byte[]> {
  private static final int BLOCK = 1 << 16;

  private final Iterator<InternalRow> rows;
  private final UnsafeProjection projection;
  private byte[] block = new byte[1 << 12];

  /**
   * @param rows of which each may be the same object as the one before
   */
  RowPacker(Iterator<InternalRow> rows, StructType schema) {
    this.rows = rows;
    this.projection = UnsafeProjection.create(schema);
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public byte[] next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException();
    }
    int filled = 0;
    while (filled < BLOCK && rows.hasNext()) {
      InternalRow row = rows.next();
      UnsafeRow bytes = row instanceof UnsafeRow unsafe ? unsafe : projection.apply(row);
      int end = Math.addExact(filled, Math.addExact(Integer.BYTES, bytes.getSizeInBytes()));
      if (end > block.length) {
        block = Arrays.copyOf(block, Math.max(end, 2 * block.length));
      }
      ByteBuffer.wrap(block).putInt(filled, bytes.getSizeInBytes());
      bytes.writeToMemory(block, (long) Platform.BYTE_ARRAY_OFFSET + filled + Integer.BYTES);
      filled = end;
    }
    return Arrays.copyOf(block, filled);
  }
}
