/// The digits of SubStation Alpha, which SubRip has from there.
extension CuePlacement {
  /// The key of a keypad that lies where the block does: 1 at the lower left, 9 at the upper right. `start` is the left.
  public var key: Int {
    let row = edge == .top ? 7 : edge == .middle ? 4 : 1
    return switch alignment {
    case .start, .left: row
    case .center: row + 1
    case .end, .right: row + 2
    }
  }

  /// Nil for what is no key.
  public init?(key: Int) {
    guard (1...9).contains(key) else { return nil }
    self.init()
    edge = [.bottom, .middle, .top][(key - 1) / 3]
    alignment = [.left, .center, .right][(key - 1) % 3]
  }

  /// The key of one of the older numbers: 1…3 at the bottom, 5…7 at the top, 9…11 in the middle; 4 and 8 are taken for 5,
  /// as by all renderers. Nil for others.
  public static func key(legacy number: Int) -> Int? {
    guard (1...11).contains(number) else { return nil }
    guard number % 4 != 0 else { return 7 }
    return [0, 6, 3][number / 4] + number % 4
  }
}
