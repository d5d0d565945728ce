/// A value in a graph of FFmpeg's filters.
///
/// FFmpeg reads it twice, and each time takes marks and white space away: first those between filters, then those between
/// the options of one. So it is escaped twice, with backslashes alone: quotes cannot hold quotes.
package enum FilterArgument {
  package static func escaped(_ value: [UInt8]) -> [UInt8] {
    escape(escape(value, ":'\\"), "'\\[],;")
  }

  private static func escape(_ bytes: [UInt8], _ marks: String) -> [UInt8] {
    let marks = Set(marks.utf8).union(" \t\n\r".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if marks.contains(byte) { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return result
  }
}
