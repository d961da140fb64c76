package slash64.synth;

/**
 * What one sender did from one address on one day: the truth, and what a server's log tells of it.
 *
 * @param sender its number among {@link WorldMail#senders}
 * @param high bits 0 to 63 of the address
 * @param low bits 64 to 127; IPv4 in its mapped form
 * @param spam transactions that truly were spam
 * @param ham transactions that truly were not
 * @param calledSpam messages the content filter called spam
 * @param calledHam messages the content filter called good
 * @param blocked recipients refused because a blocklist names the client
 * @param unknownUsers refused recipients that do not exist
 * @param failedLogins wrong passwords
 */
public record ClientDay(
    int sender,
    long high,
    long low,
    int spam,
    int ham,
    int calledSpam,
    int calledHam,
    int blocked,
    int unknownUsers,
    int failedLogins) {}
