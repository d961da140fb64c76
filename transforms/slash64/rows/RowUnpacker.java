package slash64.rows;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Reads what {@link RowPacker} packed. A row stays as it is while the next are read. */
final class RowUnpacker implements Iterator<InternalRow> {
  private final Iterator<byte[]> blocks;
  private final int columns;
  private byte[] block = new byte[0];
  private int read;

  RowUnpacker(Iterator<byte[]> blocks, int columns) {
    this.blocks = blocks;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    return read < block.length || blocks.hasNext(); // a block holds a row at least
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (read == block.length) {
      block = blocks.next();
      read = 0;
    }
    int size = ByteBuffer.wrap(block).getInt(read);
    UnsafeRow row = new UnsafeRow(columns);
    row.pointTo(block, (long) Platform.BYTE_ARRAY_OFFSET + read + Integer.BYTES, size);
    read += Integer.BYTES + size;
    return row;
  }
}
