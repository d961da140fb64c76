package slash64.nightly;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import slash64.failure.UserError;
import slash64.registry.Allocations;
import slash64.registry.AllocationsFile;

/** Reads the file of allocations that a command names. */
public final class AllocationsInput {
  private AllocationsInput() {}

  /**
   * Returns who held which prefix when; nobody without a file.
   *
   * @throws UserError if the file cannot be read, or lines of it are malformed or overlap
   */
  public static Allocations read(Optional<Path> file) {
    return file.map(AllocationsInput::read).orElse(Allocations.none());
  }

  private static Allocations read(Path file) {
    try (BufferedReader text = Files.newBufferedReader(file)) {
      return AllocationsFile.read(text, file.toString());
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read allocations %s: %s. Look at --allocations.".formatted(file, e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }
}
