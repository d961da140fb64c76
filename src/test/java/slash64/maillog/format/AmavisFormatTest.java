package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

class AmavisFormatTest {
  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        (01003-01) Passed CLEAN {RelayedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>,<c@example.com>, Queue-ID: 4jXz4s0sf8z6v2L, Message-ID: <m1@example.org>, mail_id: abcDEF123456, Hits: -1.9, size: 1234, queued_as: 4jXz4t1CnWz5kQm, 512 ms
        => SCAN queue_id=4jXz4s0sf8z6v2L action=Passed CLEAN from=a@example.org to=b@example.com message_id=m1@example.org verdict=ham score=-1.9
        (01003-02-3) Passed SPAMMY {RelayedTaggedInbound}, [2001:db8::5]:40112 [2001:db8::5] <> -> <b@example.com>, Queue-ID: 0F5383D, mail_id: abcDEF123456, Hits: 7.31, size: 1234, 512 ms
        => SCAN queue_id=0F5383D action=Passed SPAMMY from= to=b@example.com verdict=spam score=7.31
        (01003-03) Blocked SPAM {DiscardedInbound,Quarantined}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, quarantine: spam-abc.gz, Queue-ID: 0F5383D, Message-ID: <m1@example.org>, mail_id: abc, Hits: 21.3, size: 1234, 512 ms
        => SCAN queue_id=0F5383D action=Blocked SPAM from=a@example.org to=b@example.com message_id=m1@example.org verdict=spam score=21.3
        (01003-04) Blocked INFECTED (Eicar-Signature, Other (x)) {DiscardedInbound,Quarantined}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 0F5383D, Message-ID: <m1@example.org>, mail_id: abc, Hits: -, size: 1234, 512 ms
        => SCAN queue_id=0F5383D action=Blocked INFECTED from=a@example.org to=b@example.com message_id=m1@example.org verdict=spam
        (01003-05) Passed BAD-HEADER-7 {RelayedInbound}, [192.0.2.10]:40112 <a@example.org> -> <b@example.com>, Queue-ID: 0F5383D, mail_id: abc, Hits: 1.2, size: 1234, queued_as: 1A2B3C4, 512 ms
        => SCAN queue_id=0F5383D action=Passed BAD-HEADER-7 from=a@example.org to=b@example.com verdict=ham score=1.2
        (01003-06) Passed CLEAN {RelayedOutbound}, ORIGINATING/MYNETS LOCAL [192.0.2.10]:40112 [192.0.2.10] <a@example.com> -> <b@example.org>, Queue-ID: 0F5383D, mail_id: abc, Hits: -, size: 1234, queued_as: 1A2B3C4, 512 ms
        => SCAN queue_id=0F5383D action=Passed CLEAN from=a@example.com to=b@example.org verdict=skipped
        # before 2.7
        (12345-06) Passed CLEAN, [192.0.2.10] [192.0.2.10] <a@example.org> -> <b@example.com>, Message-ID: <m1@example.org>, mail_id: abc, Hits: -2.5, size: 1234, queued_as: 1A2B3C4, 1234 ms
        => SCAN action=Passed CLEAN from=a@example.org to=b@example.com message_id=m1@example.org verdict=ham score=-2.5
        (12345-07) Blocked INFECTED (Eicar-Signature), [192.0.2.10] [192.0.2.10] <a@example.org> -> <b@example.com>, quarantine: q, Message-ID: <m1@example.org>, mail_id: abc, Hits: -, size: 1234, 1234 ms
        => SCAN action=Blocked INFECTED from=a@example.org to=b@example.com message_id=m1@example.org verdict=spam
        # no verdict on spam, or nothing to find the message by
        (01003-08) Blocked BANNED (.exe,x.exe) {BouncedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 0F5383D, mail_id: abc, Hits: -, size: 1234, 512 ms
        => NOTHING
        (01003-09) Passed CLEAN {RelayedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, mail_id: abc, Hits: 1, size: 1234, 512 ms
        => NOTHING from=a@example.org to=b@example.com
        (01003-10) Blocked MTA-BLOCKED {TempFailedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 0F5383D, mail_id: abc, Hits: 1, size: 1234, 512 ms
        => NOTHING
        (01003-01) Checking: abcDEF123456 [192.0.2.10] <a@example.org> -> <b@example.com>
        => NOTHING
        (01003-01) ... more of a long line, Passed CLEAN
        => NOTHING
        starting. /usr/sbin/amavisd-new at mx1.example.com amavisd-new-2.13.0 (20220412), Unicode aware
        => NOTHING
        Net::Server: Group Not Defined.  Defaulting to EGID '112 112'
        => NOTHING
        # cut
        (01003-01) Passed CLEAN {RelayedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@exa
        => refused: cut
        (01003-01) Passed CLEAN {RelayedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 0F538
        => NOTHING from=a@example.org to=b@example.com
        """);
  }

  /** The queue id and the verdict are the filter's, whatever the sender writes. */
  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        (01003-01) Passed SPAMMY {RelayedTaggedInbound}, [192.0.2.10]:40112 [192.0.2.10] <"x> -> <y>, Queue-ID: BADBAD1, Hits: -9, size: "@example.org> -> <b@example.com>, Queue-ID: 0F5383D, mail_id: abc, Hits: 8, size: 1234, 512 ms
        => 0F5383D spam 8
        (01003-01) Passed SPAMMY {RelayedTaggedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <"b>, Queue-ID: BADBAD1, "@example.com>, Queue-ID: 0F5383D, mail_id: abc, Hits: 8, size: 1234, 512 ms
        => 0F5383D spam 8
        (01003-01) Passed SPAMMY {RelayedTaggedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 0F5383D, Message-ID: <x>, Queue-ID: BADBAD1, Hits: -9, size: 1>, mail_id: abc, Hits: 8, size: 1234, 512 ms
        => 0F5383D spam 8
        (01003-01) Passed SPAMMY {RelayedTaggedInbound}, [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Message-ID: <x>, Queue-ID: BADBAD1, Hits: -9, size: 1>, mail_id: abc, Hits: 8, size: 1234, 512 ms
        => null spam 8
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatAmavisMeant(String line, String meaning) {
    assertThat(Readings.read(new AmavisFormat(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aCutOrDamagedLineIsHarmless(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(new AmavisFormat(), line);
    Readings.assertNoDamageThrows(new AmavisFormat(), line, meaning.hashCode());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void noTextOfTheSenderChoosesTheMessage(String text, String meaning) {
    LogLine line = Readings.line(new AmavisFormat(), text);
    assertThat(
            "%s %s %s"
                .formatted(
                    line.string(Field.QUEUE_ID),
                    line.string(Field.VERDICT),
                    line.string(Field.SCORE)))
        .isEqualTo(meaning);
  }
}
