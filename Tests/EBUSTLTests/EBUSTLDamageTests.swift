import EBUSTL
import Foundation
import Subtitles
import TestSupport
import Testing

/// Whatever a file holds, reading it ends with a document or an error.
@Suite struct EBUSTLDamageTests {
  private func readOrFail(_ data: Data) {
    do {
      let document = try EBUSTLFormat().read(data)
      #expect(document.cues.allSatisfy { !$0.lines.isEmpty && $0.lines.allSatisfy { !$0.isEmpty } })
      _ = EBUSTLFormat().write(document)
    } catch { #expect(error is SubtitleReadError) }
  }

  @Test func truncated() {
    var file = STLFile()
    file.blocks = (1...3).map { STLFile.Block(number: $0, ebn: $0 == 1 ? 0 : 0xFF) }
    for length in 0...file.data.count { readOrFail(file.data.prefix(length)) }
    for length in stride(from: 0, to: file.data.count, by: 7) { readOrFail(file.data.suffix(length)) }
  }

  @Test func randomBlocks() {
    var generator = SeededGenerator(seed: 61)
    for _ in 0..<500 {
      var file = STLFile()
      file.table = ["00", "01", "02", "03", "04", "xx"].randomElement(using: &generator) ?? "00"
      file.format = ["STL25.01", "STL30.01", "STL00.01", "STL-1.01", "STLxx.xx"].randomElement(using: &generator) ?? ""
      file.programmeStart = ["00000000", "10000000", "99595999", "xxxxxxxx"].randomElement(using: &generator) ?? ""
      file.rows = ["00", "01", "23", "99", "-1"].randomElement(using: &generator) ?? ""
      var bytes = [UInt8](file.data.prefix(1024))
      for _ in 0..<(128 * 6) { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
      for block in 0..<6 where Bool.random(using: &generator) { bytes[1024 + 128 * block + 3] = 0xFF }
      for block in 0..<6 where Bool.random(using: &generator) {
        for field in 5..<13 { bytes[1024 + 128 * block + field] &= 0x1F }
        bytes[1024 + 128 * block + 4] &= 3
      }
      readOrFail(Data(bytes))
    }
  }

  @Test func randomHeader() {
    var generator = SeededGenerator(seed: 62)
    for _ in 0..<300 {
      var bytes = (0..<(1024 + 256)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      bytes.replaceSubrange(3..<6, with: Array("STL".utf8))
      readOrFail(Data(bytes))
    }
  }

  @Test(.timeLimit(.minutes(1))) func hugeFiles() {
    var file = STLFile()
    file.blocks = (0..<20_000).map {
      STLFile.Block(number: 7, ebn: 0, cumulative: 2, start: [0, 0, UInt8($0 % 60), 0], end: [1, 0, 0, 0])
    }
    readOrFail(file.data)
    for index in file.blocks.indices { file.blocks[index].ebn = 0xFF }
    readOrFail(file.data)
  }
}
