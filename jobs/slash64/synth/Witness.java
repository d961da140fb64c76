package slash64.synth;

/** Sees what goes on in a mail server: what its log tells, and what is true about it. */
interface Witness {

  /** Sees nothing. */
  Witness NONE =
      new Witness() {
        @Override
        public void transaction(Sender sender, Client client, boolean isSpam) {}

        @Override
        public void verdict(Sender sender, Client client, boolean isCalledSpam) {}

        @Override
        public void refusal(Sender sender, Client client, Refusal reason) {}

        @Override
        public void failedLogin(Sender sender, Client client) {}
      };

  /** One attempt to pass one message, refused or not, and the truth about it. */
  void transaction(Sender sender, Client client, boolean isSpam);

  /** What the content filter called a message that was let in. */
  void verdict(Sender sender, Client client, boolean isCalledSpam);

  /** One recipient was refused. */
  void refusal(Sender sender, Client client, Refusal reason);

  /** A password was wrong. */
  void failedLogin(Sender sender, Client client);
}
