package slash64.report;

import java.time.LocalDate;

/**
 * A scored day in numbers.
 *
 * @param day UTC
 * @param transactions attempts to pass a message, from clients with an address
 * @param overIpv6 of these, over IPv6
 * @param spam transactions the content filter called spam
 * @param ham transactions it called ham
 * @param prefixes active prefixes of all lengths
 * @param alerts alerts of the day
 * @param entries entries of the compact policy
 * @param lines lines of the archives that begin on the day
 * @param refusedLines of these, refused
 */
record NightFigures(
    LocalDate day,
    long transactions,
    long overIpv6,
    long spam,
    long ham,
    long prefixes,
    long alerts,
    long entries,
    long lines,
    long refusedLines) {}
