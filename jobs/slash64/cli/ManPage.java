package slash64.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The page of the manual about one command: what its help says, in the macros of man(7). */
final class ManPage {
  private static final int WIDE_ENOUGH = 1000; // the synopsis in one line, for man to fill

  private final CommandLine command;
  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /** Returns the name of the page: {@code slash64-evaluate-alerts}. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** Returns the page. */
  static String text(CommandLine command) {
    return new ManPage(command).text();
  }

  private String text() {
    UsageMessageSpec usage = spec.usageMessage();
    String description = String.join(" ", usage.description());
    macro("TH", name(command).toUpperCase(Locale.ROOT), "1", "", "Slash64", "Slash64 manual");
    section("NAME");
    paragraph(
        name(command) + " - " + description.split("(?<=[.:]) ", 2)[0].replaceAll("[.:]$", ""));
    section("SYNOPSIS");
    usage.width(WIDE_ENOUGH);
    paragraph(
        new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF)).synopsis(0));
    section("DESCRIPTION");
    paragraph(description);
    addCommands();
    addArguments();
    addExamples(usage);
    section("EXIT STATUS");
    usage.exitCodeList().forEach(this::tagged);
    section("SEE ALSO");
    paragraph(seeAlso());
    return page.toString();
  }

  private void addCommands() {
    Map<String, CommandLine> commands = command.getSubcommands();
    if (!commands.isEmpty()) {
      section("COMMANDS");
      commands.forEach(
          (name, each) ->
              tagged(name, String.join(" ", each.getCommandSpec().usageMessage().description())));
    }
  }

  private void addArguments() {
    List<OptionSpec> shown = spec.options().stream().filter(o -> !o.hidden()).toList();
    if (!spec.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      for (PositionalParamSpec each : spec.positionalParameters()) {
        tagged(each.paramLabel(), description(each));
      }
    }
    section("OPTIONS");
    for (OptionSpec option : shown) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      tagged(String.join(", ", option.names()) + label, description(option));
    }
  }

  private static String description(ArgSpec argument) {
    String text = String.join(" ", argument.description());
    return argument.required() && argument.group() == null ? text + " Required." : text;
  }

  private void addExamples(UsageMessageSpec usage) {
    if (usage.footer().length == 0) {
      return;
    }
    section("EXAMPLES");
    macro("nf");
    for (String example : usage.footer()) {
      paragraph(example.strip());
    }
    macro("fi");
  }

  private String seeAlso() {
    List<String> pages = new ArrayList<>();
    CommandSpec parent = spec.parent();
    if (parent != null) {
      pages.add(name(parent.commandLine()));
    }
    command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandName().equals("help"))
        .map(ManPage::name)
        .forEach(pages::add);
    return pages.stream().map(name -> name + "(1)").collect(Collectors.joining(", "));
  }

  private void tagged(String tag, String text) {
    macro("TP");
    page.append("\\fB").append(escaped(tag)).append("\\fR\n");
    paragraph(text);
  }

  private void section(String name) {
    macro("SH", name);
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    Arrays.stream(arguments).forEach(each -> page.append(" \"").append(escaped(each)).append('"'));
    page.append('\n');
  }

  private void paragraph(String text) {
    String plain = text.replace("%n", "\n").replace("%%", "%").strip();
    page.append(plain.lines().map(ManPage::line).collect(Collectors.joining("\n"))).append('\n');
  }

  /** A line that begins with a point or an apostrophe would be taken for a macro. */
  private static String line(String text) {
    String escaped = escaped(text.strip());
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  /** Hyphens as such, so that what is copied from the page can be run. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("\"", "\\(dq")
        .replace("'", "\\(aq");
  }
}
