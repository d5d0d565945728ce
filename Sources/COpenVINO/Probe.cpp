#include "COpenVINO.h"
#include <openvino/openvino.hpp>
extern "C" int cov_probe(void) { return (int)ov::Core().get_available_devices().size(); }
