package slash64.maillog.format;

import slash64.maillog.line.LogLine;

/**
 * Reads what one kind of program writes after the envelope. Implementations hold no state between
 * lines, allocate nothing, and never throw whatever the bytes are.
 */
public interface LineFormat {

  /**
   * Reads {@code line.bytes()[line.text(), line.end())}: sets the event and the fields it finds, or
   * refuses the line with a reason. Text a client chose never moves the client address: it is taken
   * from the leftmost place the grammar gives it.
   */
  void read(LogLine line);
}
