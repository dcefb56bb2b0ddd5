"""What names of roads, estates, villages, buildings and waters end with."""

from collections.abc import Mapping

SITES: Mapping[str, Mapping[int, str]] = {
    "ROAD": {1: "路 街 大道 巷 大街 公路 国道 省道 隧道 高架 步行街 老街"},
    "ESTATE": {
        1: "小区 花园 花苑 家园 新村 公寓 公馆 苑 国际城 新城 华庭 雅苑 佳苑 嘉园 名苑 山庄 安置小区 "
        "华府 首府 学府 王府 名邸 名府 豪庭 御园 御府 豪园 水岸 一品 半岛 庭院"
    },
    "VILLAGE": {1: "村 自然村 行政村 社区 居民小区"},
    "BUILDING": {1: "大厦 商厦 写字楼 商务楼 广场 宿舍 商业街 综合体 万达 银泰 吾悦"},
    "MARKET": {1: "市场 菜场 农贸市场 批发市场 商贸城 菜市场 建材市场"},
    "PARK": {1: "工业园区 工业园 产业园 开发区 物流园 园区 工业区 童装园"},
    "WATER": {1: "水库 大桥 码头 漾 公园"},
}
"""Each with the sort of site; the ending by itself is no name."""

_NO_NAMES = (
    "安置房小区 休闲花园 空中花园 屋顶花园 中心花园 休闲广场 文化广场 健身广场 公共花园 中心广场 "
    "商业小区 半封闭小区 该村 全村 马路 公路 道路 铁路 线路 思路 电路 走路 一路 出路 修路 堵路 问路 "
    "小路 大路 水路 短路 套路 沿路 半路 让路 过路 主路 辅路 上路 土路 路口 十字路 农村 乡村 全村 同村 "
    "邻村 行政村 自然村 中村 住宅小区 老旧小区 安置小区 小区 社区 高速公路 劳动力市场 房产市场 人才市场 "
    "农贸市场 菜市场 批发市场 逛街 上街 沿街 大街 商业街 步行街 大市场 公园 广场 车站 公交站 火车站 "
    "汽车站 地铁站 水库 大桥 小公园 商业广场 城市广场 员工宿舍 学生宿舍 集体宿舍 工业园区 创业园区 "
    "工业园 开发区 单身公寓 青年公寓 居民小区 国道 省道 大道 高速 整个小区 一个小区 几个小区 网络市场 "
    "消费市场 楼市场 建材市场 二手市场 城中村 十字路口 红绿灯路口 交叉路口 丁字路口 小路口 住房市场 "
    "贫困村 新农村 空心村 花园 家园 美丽乡村 校园 文明社区 新社区 全社区 农民公寓 拆迁安置房 新城 别墅"
)
BEFORE_NO_ESTATE = frozenset("来对为到进出该本的式好原定入回")
"""Right before 小区: the estate is none that is named."""
NO_NAMES = frozenset(_NO_NAMES.split())
"""What stands before an ending and is no name."""
_NEVER_NAMES = (
    "道公路 村公路 无路 短路 组村 盏路 农村 铁路 马路 之路 出路 乡村 火车路 个小区 些小区 多小区 们小区 "
    "跑路 绕路 拦路 带路 认路 迷路 赶路 走路 探路 占路 封路 让路 引路 堵路 修路 问路 活路 弯路 绝路 断路 挖路 "
    "养路 "
    "路口 本村 道路 线路 高速路 名城 名村 开路 主义市场 车市场 美好家园"
)
NEVER_NAMES = tuple(_NEVER_NAMES.split())
"""Endings that make no name whatever stands before."""
NOT_BEFORE = frozenset("灯过人费况程线政长")
"""路过, 路人, 村长: the ending is none."""
