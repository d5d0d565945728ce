/// A word placed in a window, before it is placed in the media.
package struct TimedWord: Hashable {
  package var text: String
  package var hasSpaceBefore: Bool
  /// Samples of the window.
  package var range: Range<Int>
  /// 0…1.
  package var confidence: Double

  package init(text: String, hasSpaceBefore: Bool, range: Range<Int>, confidence: Double) {
    self.text = text
    self.hasSpaceBefore = hasSpaceBefore
    self.range = range
    self.confidence = confidence
  }
}
