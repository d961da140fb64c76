package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A world in memory is the one whose logs are written. */
class WorldMailTest {
  private static final WorldConfig CONFIG =
      WorldConfig.demo(7, LocalDate.of(2026, 11, 1)).withDays(2).withMessagesPerDay(500);

  @TempDir private Path folder;

  @Test
  void everyTransactionOfTheTruthIsThere() throws IOException {
    World.write(CONFIG, folder);
    Truth truth = Truth.of(folder);
    WorldMail world = WorldMail.of(CONFIG);
    for (int day = 0; day < 2; day++) {
      LocalDate date = world.date(day);
      List<Truth.Message> sent =
          truth.messages(m -> m.day().equals(date) && !m.kind().equals("own"));
      List<ClientDay> mail = world.nextDay();
      assertThat(mail.stream().mapToInt(ClientDay::spam).sum())
          .isEqualTo((int) sent.stream().filter(Truth.Message::isSpam).count());
      assertThat(mail.stream().mapToInt(client -> client.spam() + client.ham()).sum())
          .isEqualTo(sent.size());
      assertThat(mail.stream().filter(client -> client.spam() + client.ham() > 0))
          .allMatch(
              client ->
                  sent.stream()
                      .anyMatch(
                          m ->
                              m.client().high() == client.high()
                                  && m.client().low() == client.low()
                                  && m.kind().equals(world.senders().get(client.sender()).kind())));
    }
  }
}
