package slash64.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * A Parquet file that is the same whenever its rows are. parquet-mr lists the encodings of a column
 * in the order of a hash set of enumerated values, which is another one in every run of Java: a
 * night that runs again would publish what is published already. Here they are in the order of the
 * format (parquet.thrift).
 */
final class OrderedParquet {
  /** Behind the metadata stand their length, four bytes little-endian, and {@code PAR1}. */
  private static final int END = 8;

  private OrderedParquet() {}

  /** Writes a whole file, its metadata in order. */
  static void write(byte[] file, OutputStream to) throws IOException {
    int endFrom = file.length - END;
    int from = endFrom - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(endFrom);
    FileMetaData metadata =
        Util.readFileMetaData(new ByteArrayInputStream(file, from, endFrom - from));
    for (RowGroup group : metadata.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        column.getMeta_data().getEncodings().sort(Comparator.naturalOrder());
      }
    }
    to.write(file, 0, from);
    CountingStream counted = new CountingStream(to);
    Util.writeFileMetaData(metadata, counted);
    ByteBuffer end = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt((int) counted.bytes()).put(Arrays.copyOfRange(file, file.length - 4, file.length));
    to.write(end.array());
  }
}
