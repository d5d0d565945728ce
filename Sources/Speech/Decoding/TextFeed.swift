/// Tokens that a text goes on with in one step of the decoder.
struct TextFeed {
  /// Where the decoder remembers the text.
  var slot: Int
  /// The window of the `SoundCache` that it hears.
  var window: Int
  /// The place of the first token in the text.
  var position: Int
  /// At least one.
  var tokens: [Int]
}
