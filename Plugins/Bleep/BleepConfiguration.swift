public import PluginKit

/// What is bleeped in a copy, and with what.
public struct BleepConfiguration: PluginConfiguration {
  /// Findings of these categories are bleeped besides those that ask for their words to be masked, removed or replaced.
  public var categories: [String] = []
  /// `tone`, or `mute` for silence.
  public var sound = "tone"
  /// Of the tone, in hertz: 20…20,000. 1,000 is what broadcasters bleep with.
  public var frequency = 1_000.0
  /// What goes before and after each word too, in seconds, 0…10: nine words in ten are found within 98 ms of where they
  /// begin.
  public var padding = 0.1
  /// Whether tracks that FFmpeg cannot write into the container are left out; otherwise they are an error.
  public var leavesOutUnknown = false
  /// Whether subtitles are left out of the copy, which may say what is bleeped. No, as a copy has all that the media has
  /// unless somebody asks; a warning says where there are some.
  public var leavesOutText = false
  /// Whether parts of the media that cannot be read are left out; otherwise they are an error.
  public var toleratesDamage = false

  public init() {}

  public static var choices: [String: [String]] { ["sound": ["tone", "mute"]] }
}
