package slash64.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * All that the guards look at; they read nothing else.
 *
 * @param before the policy of the night before, in tree order; empty if this is the first night
 * @param after the policy to be published
 * @param replay the mail of the last days against both
 * @param newestArchive time of the last line of the newest archive
 * @param generated when the night was scored
 * @param ours own and allow-listed prefixes, which must not be restricted
 * @param formats the files to be written
 */
public record GuardedNight(
    Optional<List<PolicyEntry>> before,
    List<PolicyEntry> after,
    MailReplay replay,
    Instant newestArchive,
    Instant generated,
    List<Prefix> ours,
    List<FeedFormat> formats) {}
