import Transcript

extension Word {
  /// What makes it the same word, however it is written: letters and figures in lower case; the text where it has none.
  var letters: String {
    let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
    return plain.isEmpty ? text : plain
  }
}
