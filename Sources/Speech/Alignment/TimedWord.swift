/// A word placed in a window, before it is placed in the media.
struct TimedWord: Hashable {
  var text: String
  var hasSpaceBefore: Bool
  /// Samples of the window.
  var range: Range<Int>
  /// 0…1.
  var confidence: Double
}
