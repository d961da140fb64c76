package slash64.failure;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Why a file cannot be read, in words: of the commonest reasons Java names nothing but the file.
 */
public final class FileFailure {
  private FileFailure() {}

  /** Returns what stands behind a colon, without a full stop. */
  public static String words(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "it may not be read";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    return failure.getMessage();
  }
}
