import Foundation

/// An EBU STL file made by hand.
struct STLFile {
  struct Block {
    var number: UInt16 = 1
    var ebn: UInt8 = 0xFF
    var cumulative: UInt8 = 0
    var start: [UInt8] = [0, 0, 1, 0]
    var end: [UInt8] = [0, 0, 2, 12]
    var row: UInt8 = 22
    var justification: UInt8 = 2
    var comment: UInt8 = 0
    var text: [UInt8] = Array("Hello".utf8)
  }

  var codePage = "850"
  var format = "STL25.01"
  var standard = "1"
  var table = "00"
  var language = "09"
  var title: [UInt8] = Array("A title".utf8)
  var programmeStart = "00000000"
  var rows = "23"
  var blocks: [Block] = [Block()]

  var data: Data {
    var bytes = [UInt8](repeating: 0x20, count: 1024)
    func put(_ text: some Sequence<UInt8>, _ offset: Int) {
      for (index, byte) in text.enumerated() { bytes[offset + index] = byte }
    }
    put((codePage + format + standard + table + language).utf8, 0)
    put(title, 16)
    put(rows.utf8, 253)
    put(programmeStart.utf8, 256)
    for block in blocks {
      bytes += [0, UInt8(block.number & 0xFF), UInt8(block.number >> 8), block.ebn, block.cumulative]
      bytes += block.start + block.end + [block.row, block.justification, block.comment]
      bytes += (block.text + [UInt8](repeating: 0x8F, count: 112)).prefix(112)
    }
    return Data(bytes)
  }
}
