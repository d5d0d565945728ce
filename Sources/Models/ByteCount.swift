extension Int64 {
  /// `145.2 MB`: decimal units, as download pages and disks use.
  package var formattedByteCount: String {
    guard self >= 1_000 else { return "\(self) B" }
    var value = Double(self)
    var unit = ""
    for name in ["kB", "MB", "GB", "TB"] where value >= 999.95 {
      value /= 1_000
      unit = name
    }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}
