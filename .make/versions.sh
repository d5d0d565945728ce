# What `make setup` installs. The stamp of a finished set-up is a copy of this file.

SWIFT_MINIMUM=6.2

DEBIAN_PACKAGES="libavformat-dev libavcodec-dev libavutil-dev libswresample-dev libswscale-dev libass-dev \
libfontconfig-dev libxml2-dev libsqlite3-dev zlib1g-dev libuchardet-dev g++ \
bubblewrap ca-certificates jq libcurl4 pkg-config python3 python3-pip unzip"

OPENVINO_VERSION=2026.4.1
OPENVINO_SONAME=2641
OPENVINO_PLATFORM_x86_64=manylinux_2_28_x86_64
OPENVINO_SHA256_x86_64=2d22b1da03f7caf74df30e9f6417d0ab2f637e4a38e08e1dcd294d2c37407aaf
OPENVINO_PLATFORM_aarch64=manylinux_2_35_aarch64
OPENVINO_SHA256_aarch64=bea1eb3733c34ef331adc945da0ccda5937865031139073663be84c517ffda22
