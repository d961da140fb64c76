package slash64.notebook;

import java.util.List;

/** A cell that Java does not understand. */
final class CellError extends RuntimeException {
  CellError(List<String> problems, String source) {
    super("Cannot run the cell: %s%nin: %s".formatted(String.join("; ", problems), source.strip()));
  }
}
