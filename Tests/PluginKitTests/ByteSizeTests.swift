import PluginKit
import Testing

struct ByteSizeTests {
  @Test(arguments: [
    ("900MB", 900_000_000), ("1.5 GB", 1_500_000_000), ("2GiB", 2_147_483_648), ("512 mib", 536_870_912),
    ("800000000", 800_000_000), ("3k", 3000), ("1TB", 1_000_000_000_000), ("7b", 7),
  ])
  func `sizes as people write them`(text: String, bytes: Int64) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "MB", "-1GB", "0", "1.2.3MB", "12 apples", "1e30TB", "nan", "99999999999999999999", "0.1b"])
  func `anything else`(text: String) {
    #expect(ByteSize(text) == nil)
  }
}
