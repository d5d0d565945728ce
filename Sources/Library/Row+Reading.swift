internal import Foundation
internal import GRDB

/// Columns of which nothing is believed: subscripts of rows end the program where a value is of another type.
extension Row {
  /// - Throws: `DatabaseError` where the column has no value, or one of another type.
  func read<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
    guard let value: Value = try readIfPresent(column) else { throw damage(column) }
    return value
  }

  /// Nil for a column without a value.
  ///
  /// - Throws: `DatabaseError` where it has one of another type.
  func readIfPresent<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value? {
    guard let stored = self[column] as DatabaseValue?, !stored.isNull else { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw damage(column) }
    return value
  }

  /// A count to calculate with.
  func readCount(_ column: String) throws -> Int {
    let count = try read(column, as: Int64.self)
    guard (0...1_000_000_000).contains(count) else { throw damage(column) }
    return Int(count)
  }

  /// Seconds since 1970, to calculate with.
  func readTime(_ column: String) throws -> Double {
    guard let time = try readTimeIfPresent(column) else { throw damage(column) }
    return time
  }

  func readTimeIfPresent(_ column: String) throws -> Double? {
    guard let time = try readIfPresent(column, as: Double.self) else { return nil }
    guard abs(time) < 1e12 else { throw damage(column) }
    return time
  }

  private func damage(_ column: String) -> DatabaseError {
    DatabaseError(
      resultCode: .SQLITE_CORRUPT,
      message: "a row of the catalogue is damaged: its “\(column)” cannot be read; remove the catalogue, "
        + "“library.sqlite” in the state directory: stored results are found again by themselves")
  }
}
