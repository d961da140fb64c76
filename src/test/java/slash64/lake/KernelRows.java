package slash64.lake;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of a table as Delta Kernel reads them, which is Delta's reader for programs without
 * Spark. Each row is the list of its values as text; structs are lists, maps are sorted.
 */
final class KernelRows {
  private final Engine engine = DefaultEngine.create(new org.apache.hadoop.conf.Configuration());
  private final Snapshot snapshot;

  KernelRows(String table) {
    snapshot = Table.forPath(engine, table).getLatestSnapshot(engine);
  }

  List<String> columns() {
    return snapshot.getSchema().fieldNames();
  }

  List<String> read() throws IOException {
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<Row> files = Utils.intoRows(scan.getScanFiles(engine))) {
      while (files.hasNext()) {
        read(state, files.next(), rows);
      }
    }
    return rows;
  }

  private void read(Row state, Row file, List<String> rows) throws IOException {
    CloseableIterator<ColumnarBatch> stored =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(state),
                Optional.empty())
            .map(read -> read.getData());
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, stored)) {
      while (batches.hasNext()) {
        FilteredColumnarBatch batch = batches.next();
        Optional<ColumnVector> chosen = batch.getSelectionVector();
        for (int i = 0; i < batch.getData().getSize(); i++) {
          int row = i;
          if (chosen.map(vector -> !vector.isNullAt(row) && vector.getBoolean(row)).orElse(true)) {
            rows.add(row(batch.getData(), row).toString());
          }
        }
      }
    }
  }

  private static List<Object> row(ColumnarBatch batch, int row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < batch.getSchema().length(); column++) {
      values.add(value(batch.getColumnVector(column), row));
    }
    return values;
  }

  private static Object value(ColumnVector vector, int row) {
    if (vector.isNullAt(row)) {
      return null;
    }
    DataType type = vector.getDataType();
    if (type instanceof StringType) {
      return vector.getString(row);
    } else if (type instanceof LongType) {
      return vector.getLong(row);
    } else if (type instanceof IntegerType) {
      return vector.getInt(row);
    } else if (type instanceof DoubleType) {
      return vector.getDouble(row);
    } else if (type instanceof BooleanType) {
      return vector.getBoolean(row);
    } else if (type instanceof DateType) {
      return LocalDate.ofEpochDay(vector.getInt(row));
    } else if (type instanceof TimestampType) {
      return Instant.EPOCH.plus(vector.getLong(row), ChronoUnit.MICROS);
    } else if (type instanceof BinaryType) {
      return HexFormat.of().formatHex(vector.getBinary(row));
    } else if (type instanceof ArrayType) {
      return list(vector.getArray(row).getElements());
    } else if (type instanceof MapType) {
      return map(vector.getMap(row));
    } else if (type instanceof StructType struct) {
      List<Object> values = new ArrayList<>();
      for (int field = 0; field < struct.length(); field++) {
        values.add(value(vector.getChild(field), row));
      }
      return values;
    }
    throw new IllegalStateException("No table has had a column of type %s yet".formatted(type));
  }

  private static List<Object> list(ColumnVector elements) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < elements.getSize(); i++) {
      values.add(value(elements, i));
    }
    return values;
  }

  private static Map<String, Object> map(MapValue map) {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 0; i < map.getSize(); i++) {
      values.put(map.getKeys().getString(i), value(map.getValues(), i));
    }
    return values;
  }
}
