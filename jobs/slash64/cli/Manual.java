package slash64.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the pages of the manual and the completion of the shells; the build calls it. */
public final class Manual {
  private Manual() {}

  /**
   * Writes {@code man/man1/slash64….1} and {@code completion/slash64}.
   *
   * @param arguments the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Map.Entry<String, String> page : pages().entrySet()) {
      write(folder.resolve("man/man1").resolve(page.getKey() + ".1"), page.getValue());
    }
    write(folder.resolve("completion/slash64"), completion());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Returns the page of each command by its name. */
  static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    CommandLine root = new CommandLine(new RootCommand());
    Main.describeExitStatus(root);
    add(root, pages);
    return pages;
  }

  private static void add(CommandLine command, Map<String, String> pages) {
    if (command.getCommandName().equals("help")) {
      return;
    }
    pages.put(ManPage.name(command), ManPage.text(command));
    command.getSubcommands().values().forEach(each -> add(each, pages));
  }

  /** Returns a script for bash, which zsh takes too after {@code bashcompinit}. */
  static String completion() {
    return AutoComplete.bash("slash64", new CommandLine(new RootCommand()));
  }
}
