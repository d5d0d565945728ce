import Foundation
import PluginProtocol
import Testing

struct LineBufferTests {
  private func lines(_ pieces: [String], limit: Int = 100) throws -> [String] {
    var buffer = LineBuffer(limit: limit)
    return try pieces.flatMap { try buffer.append($0.utf8).map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test(arguments: [
    (["a\nb\n"], ["a", "b"]), (["a", "b", "\n"], ["ab"]), (["a\r\n"], ["a"]), (["\n\n\r\na\n\n"], ["a"]), (["a"], []),
    ([], []), (["a\nb", "c\nd", "\n"], ["a", "bc", "d"]), (["ä\u{2028}ö\n"], ["ä\u{2028}ö"]),
  ])
  func `bytes are cut into lines`(pieces: [String], expected: [String]) throws {
    #expect(try lines(pieces) == expected)
  }

  @Test func `a character may come in pieces`() throws {
    var buffer = LineBuffer()
    var found: [Data] = []
    for byte in "ferry ⛴\n".utf8 { found += try buffer.append([byte]) }
    #expect(found == [Data("ferry ⛴".utf8)])
    #expect(buffer.pendingCount == 0)
  }

  @Test(arguments: [["12345678901\n"], ["123456", "78901"], ["a\n12345678901", "\n"]])
  func `a line without an end in sight ends the stream`(pieces: [String]) {
    #expect(throws: LineBuffer.TooLong(limit: 10)) { try lines(pieces, limit: 10) }
  }

  @Test func `nothing comes after it`() throws {
    var buffer = LineBuffer(limit: 10)
    #expect(throws: LineBuffer.TooLong.self) { try buffer.append("12345678901".utf8) }
    #expect(throws: LineBuffer.TooLong.self) { try buffer.append("a\n".utf8) }
    #expect(buffer.pendingCount == 0)
  }

  @Test func `the longest line fits`() throws {
    #expect(try lines(["1234567890", "\n1\n"], limit: 10) == ["1234567890", "1"])
  }

  /// Millions of bytes in small pieces must not be copied again and again.
  @Test func `a long line in small pieces is one`() throws {
    var buffer = LineBuffer()
    let piece = Data(repeating: UInt8(ascii: "x"), count: 4096)
    for _ in 0..<4096 { #expect(try buffer.append(piece).isEmpty) }
    #expect(try buffer.append("\n".utf8).map(\.count) == [4096 * 4096])
  }
}
