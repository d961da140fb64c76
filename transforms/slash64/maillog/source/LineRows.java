package slash64.maillog.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.WantedFields;
import slash64.net.Address;

/**
 * The shape of {@code format("maillog").option("level", "line")}, and the writer of its rows: one
 * row a line, in order within an archive, read or refused.
 */
public final class LineRows {
  private static final int FIXED = 10;
  private static final Field[] FIELDS = Field.values();

  public static final StructType SCHEMA = schema();

  private final int[] columns;
  private final UnsafeRowWriter writer;
  private final byte[] address = new byte[64];

  LineRows(StructType wanted) {
    columns = new int[wanted.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = SCHEMA.fieldIndex(wanted.fieldNames()[i]);
    }
    writer = new UnsafeRowWriter(columns.length, 512);
  }

  /** Returns what has to be read of lines for these columns. */
  static WantedFields fields(StructType wanted) {
    long fields = 0;
    boolean hasClient = false;
    for (String column : wanted.fieldNames()) {
      int index = SCHEMA.fieldIndex(column);
      if (index >= FIXED) {
        fields |= WantedFields.bits(FIELDS[index - FIXED]);
      }
      hasClient |= column.equals("client_ip");
    }
    return WantedFields.of(fields, hasClient);
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("archive", DataTypes.StringType, false, "path of the archive")
            .add("line", DataTypes.LongType, false, "number within the split, from 1")
            .add("parsed", DataTypes.BooleanType, false, "false if the line was refused")
            .add("reason", DataTypes.StringType, true, "why it was refused")
            .add("event", DataTypes.StringType, false, "what happened, in words of no one server")
            .add("time", DataTypes.TimestampType, true, "UTC")
            .add("is_time_inferred", DataTypes.BooleanType, true, "no year or no zone was written")
            .add("is_time_ambiguous", DataTypes.BooleanType, true, "at a change of the clocks")
            .add("pid", DataTypes.IntegerType, true, "process id")
            .add("client_ip", DataTypes.StringType, true, "RFC 5952 text");
    for (int i = 0; i < Field.PRINTED; i++) {
      schema = schema.add(Field.values()[i].key(), DataTypes.StringType, true, "as written");
    }
    return schema;
  }

  InternalRow write(LogLine line, String archive, long number) {
    writer.reset();
    writer.zeroOutNullBytes();
    for (int at = 0; at < columns.length; at++) {
      if (columns[at] >= FIXED) {
        write(at, line, FIELDS[columns[at] - FIXED]);
      } else {
        write(at, columns[at], line, archive, number);
      }
    }
    return writer.getRow();
  }

  private void write(int at, int column, LogLine line, String archive, long number) {
    switch (column) {
      case 0 -> write(at, archive);
      case 1 -> writer.write(at, number);
      case 2 -> writer.write(at, line.refusal() == null);
      case 3 -> write(at, line.refusal() == null ? null : line.refusal().words());
      case 4 -> write(at, line.event().name().toLowerCase(Locale.ROOT));
      case 5 -> {
        if (line.hasTime()) {
          writer.write(at, line.micros());
        } else {
          writer.setNullAt(at);
        }
      }
      case 6 -> writer.write(at, line.timeInferred());
      case 7 -> writer.write(at, line.timeAmbiguous());
      case 8 -> {
        if (line.pid() >= 0) {
          writer.write(at, line.pid());
        } else {
          writer.setNullAt(at);
        }
      }
      default -> {
        if (line.hasClient()) {
          int end = Address.write(line.clientHigh(), line.clientLow(), address, 0);
          writer.write(at, address, 0, end);
        } else {
          writer.setNullAt(at);
        }
      }
    }
  }

  private void write(int at, LogLine line, Field field) {
    write(at, line.shown(field));
  }

  private void write(int at, String text) {
    if (text == null) {
      writer.setNullAt(at);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writer.write(at, bytes, 0, bytes.length);
    }
  }
}
