internal import CSearchRank
internal import Foundation
internal import GRDB

/// How many words segments have, as `relevance` reads them.
struct RowLengths {
  private static let blockSize = Int(CSR_BLOCK)

  private let database: Database
  init(_ database: Database) { self.database = database }

  /// Writes `counts` as those of the segments from number `first` on.
  func write(_ counts: [Int], from first: Int) throws {
    let read = try database.cachedStatement(sql: "SELECT words FROM rowLength WHERE block = ?")
    let write = try database.cachedStatement(sql: "INSERT OR REPLACE INTO rowLength (block, words) VALUES (?, ?)")
    var index = 0
    while index < counts.count {
      let (block, place) = (first + index).quotientAndRemainder(dividingBy: Self.blockSize)
      let part = counts[index..<min(counts.count, index + Self.blockSize - place)]
      var bytes = try Data.fetchOne(read, arguments: [block]) ?? Data()
      if bytes.count < place + part.count { bytes.append(Data(count: place + part.count - bytes.count)) }
      bytes.replaceSubrange(place..<place + part.count, with: part.map { UInt8(clamping: $0) })
      try write.execute(arguments: [block, bytes])
      index += part.count
    }
  }
}
