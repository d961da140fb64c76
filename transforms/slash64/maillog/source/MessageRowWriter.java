package slash64.maillog.source;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeArrayWriter;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.MessageRows;
import slash64.maillog.message.Hashes;
import slash64.maillog.message.MessageColumns;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.Text;
import slash64.net.Address;

/**
 * Writes messages as Spark's binary rows: {@code MessageRows.SCHEMA} or the columns of it that were
 * asked for. The row is reused, nothing else is allocated.
 */
final class MessageRowWriter {
  private final int[] columns;
  private final UnsafeRowWriter writer;
  private final UnsafeArrayWriter longs;
  private final byte[] address = new byte[64];

  MessageRowWriter(StructType wanted) {
    columns = new int[wanted.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = MessageRows.SCHEMA.fieldIndex(wanted.fieldNames()[i]);
    }
    writer = new UnsafeRowWriter(columns.length, 512);
    longs = new UnsafeArrayWriter(writer, Long.BYTES);
  }

  InternalRow write(OpenMessage message) {
    writer.reset();
    writer.zeroOutNullBytes();
    for (int at = 0; at < columns.length; at++) {
      write(at, columns[at], message);
    }
    return writer.getRow();
  }

  private void write(int at, int column, OpenMessage message) {
    MessageColumns.Column from = MessageColumns.at(column);
    switch (from.type()) {
      case TEXT -> writeText(at, from.text(), message);
      case WORD -> writeWord(at, from.word(message));
      case LONG, INT, BOOLEAN -> {
        if (!from.isPresent(message)) {
          writer.setNullAt(at);
        } else if (from.type() == MessageColumns.Type.LONG) {
          writer.write(at, from.number(message));
        } else if (from.type() == MessageColumns.Type.INT) {
          writer.write(at, (int) from.number(message));
        } else {
          writer.write(at, from.number(message) != 0);
        }
      }
      case DOUBLE -> {
        if (message.hasScore()) {
          writer.write(at, message.score());
        } else {
          writer.setNullAt(at);
        }
      }
      case ADDRESS -> {
        if (from.isPresent(message)) {
          int end = Address.write(message.clientHigh(), message.clientLow(), address, 0);
          writer.write(at, address, 0, end);
        } else {
          writer.setNullAt(at);
        }
      }
      case HASHES -> writeHashes(at, from.hashes(message));
    }
  }

  private void writeText(int at, Text field, OpenMessage message) {
    if (message.has(field)) {
      int from = message.from(field);
      writer.write(at, message.text(), from, message.to(field) - from);
    } else {
      writer.setNullAt(at);
    }
  }

  private void writeWord(int at, String word) {
    if (word == null) {
      writer.setNullAt(at);
    } else {
      byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
      writer.write(at, bytes, 0, bytes.length);
    }
  }

  private void writeHashes(int at, Hashes hashes) {
    if (hashes.size() == 0) {
      writer.setNullAt(at);
      return;
    }
    int before = writer.cursor();
    longs.initialize(hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      longs.write(i, hashes.at(i));
    }
    writer.setOffsetAndSizeFromPreviousCursor(at, before);
  }
}
