package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class OrderedParquetTest {
  /** Another run of Java lists the encodings of a column in another order. */
  @Test
  void theSameRowsAreTheSameFileInEveryRunOfJava() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new PolicyParquet().write(FeedSamples.night(FeedSamples.forest(500, 3)), written);
    byte[] file = written.toByteArray();
    byte[] ofAnotherRun = reversed(file);
    assertThat(ofAnotherRun).isNotEqualTo(file);
    ByteArrayOutputStream ordered = new ByteArrayOutputStream();
    OrderedParquet.write(ofAnotherRun, ordered);
    assertThat(ordered.toByteArray()).isEqualTo(file);
  }

  private static byte[] reversed(byte[] file) throws IOException {
    int end = file.length - 8;
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    FileMetaData metadata =
        Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length));
    metadata
        .getRow_groups()
        .forEach(
            group ->
                group
                    .getColumns()
                    .forEach(column -> Collections.reverse(column.getMeta_data().getEncodings())));
    ByteArrayOutputStream reversed = new ByteArrayOutputStream();
    reversed.write(file, 0, end - length);
    Util.writeFileMetaData(metadata, reversed);
    reversed.write(file, end, 8);
    return reversed.toByteArray();
  }
}
