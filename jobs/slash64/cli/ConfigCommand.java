package slash64.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.conf.ConfigurationSchema;
import slash64.conf.SettingInForce;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.publication.SettingsCheck;

/** Shows the settings in force. */
@Command(
    name = "config",
    description =
        "Checks the settings and prints what is in force and where each value comes from.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 config --show --set feed.valid_days=14",
      "  ./slash64 config --schema > /tmp/slash64.schema.json"
    })
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Spec private CommandSpec spec;

  @Option(
      names = "--show",
      description = "Print every value. Without it settings are only checked.")
  private boolean isShown;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of the file of settings, for editors that check it.")
  private boolean isSchema;

  @Override
  public Integer call() {
    if (isSchema) {
      spec.commandLine().getOut().print(ConfigurationSchema.text());
      spec.commandLine().getOut().flush();
      return ExitStatus.DONE.code();
    }
    Settings settings = configuration.settings();
    List<SettingInForce> all = settings.all();
    PrintWriter out = spec.commandLine().getOut();
    if (!isShown) {
      SettingsCheck.run(settings);
      out.println("The settings are in order; --show prints them.");
      return ExitStatus.DONE.code();
    }
    int keys = all.stream().mapToInt(setting -> setting.key().length()).max().orElse(0);
    int values = all.stream().mapToInt(setting -> setting.value().length()).max().orElse(0);
    String row = "%-" + keys + "s  %-" + Math.max(values, 1) + "s  %s%n";
    all.forEach(setting -> out.printf(row, setting.key(), setting.value(), setting.place()));
    out.flush();
    SettingsCheck.run(settings); // after what may show where a wrong one comes from
    return ExitStatus.DONE.code();
  }
}
