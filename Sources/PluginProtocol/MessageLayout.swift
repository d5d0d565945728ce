internal import Foundation

/// Where the members of a message lie in its line, so that what is large is not read to know what kind it is.
struct MessageLayout {
  /// The message, but `params` left out, and null in the place of a result.
  private(set) var head = Data("{".utf8)
  private(set) var params: Range<Int>?
  private(set) var result: Range<Int>?

  /// Nil where the line is no object, or one that `JSONDecoder` has to judge; what is laid out is JSON to the last byte.
  init?(_ line: Data) {
    let layout: Void? = line.withUnsafeBytes { bytes in
      do throws(JSONReader.Surprise) { return try read(bytes) } catch { return nil }
    }
    guard layout != nil else { return nil }
    head.append(UInt8(ascii: "}"))
  }

  private mutating func read(_ line: UnsafeRawBufferPointer) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var reader = try JSONReader(line)
    try reader.object { (reader, key) throws(JSONReader.Surprise) in
      let value = try reader.value()
      guard let start = line.baseAddress, let place = value.baseAddress.map({ start.distance(to: $0) }) else { return }
      if try members.take(key, "params", 0) {
        params = place..<place + value.count
      } else if try members.take(key, "result", 1) {
        result = place..<place + value.count
        enter("result", "null".utf8)
      } else if try members.take(key, "jsonrpc", 2) {
        enter("jsonrpc", value)
      } else if try members.take(key, "id", 3) {
        enter("id", value)
      } else if try members.take(key, "method", 4) {
        enter("method", value)
      } else if try members.take(key, "error", 5) {
        enter("error", value)
      }
    }
    try reader.finish()
  }

  private mutating func enter(_ name: String, _ value: some Collection<UInt8>) {
    if head.count > 1 { head.append(UInt8(ascii: ",")) }
    head.append(contentsOf: "\"\(name)\":".utf8)
    head.append(contentsOf: value)
  }
}
