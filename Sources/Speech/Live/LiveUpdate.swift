package import Timeline
package import Transcript

/// What is known of live speech at some moment.
package struct LiveUpdate: Sendable {
  /// What has become final since the update before; it never changes again. In time order.
  package var final: [Segment]
  /// Words after all that is final that two hypotheses in a row agreed on: they stay, only their times, their case and
  /// the marks beside them may be mended until they are final.
  package var stable: [Word]
  /// Words after those that the next update may change.
  package var tentative: [Word]
  /// How far the sound was heard.
  package var heard: MediaTime
}

/// How live speech is followed.
package struct LiveOptions: Hashable, Sendable {
  /// Nil finds it; it is settled by the first three seconds of speech that become final.
  package var language: LanguageTag?
  package var translate = false
  /// Seconds of sound between two hypotheses. More cost less, and words come later. A machine that takes longer than this
  /// for one makes fewer.
  package var interval = 1.0
  /// Seconds of silence after which what was said is final.
  package var pause = 0.6
  /// Seconds of speech without such a pause from which on sentences that are stable become final.
  package var patience = 12.0
  /// The same, where no sentence ends: what is stable becomes final. At most what a window holds, less two intervals.
  package var limit = 24.0

  package init() {}
}
