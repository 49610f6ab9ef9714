"""The texts that the page's script shows; it gets them in the visitor's language."""

SCRIPT_TEXTS = (
    "正在检查 {name}…",
    "正在检查，还有 {count} 份…",
    "已查 {count} 份。",
    "{name}：{reason}",
    "没有能读的文件。",
    "连接不上检查程序，可能已经结束。",
    "文件", "机关", "年度", "错误", "警告", "提示", "缺的部分", "未读出", "无", "共 {count} 份",
    "移去",
    "采纳", "采纳：{title}", "自己改…", "搁置…", "撤销", "改为", "理由（可不填）", "确定", "取消",
    "已采纳：改为“{text}”", "已采纳：删去", "已采纳：{title}", "已搁置", "已搁置：{reason}",
    "采纳 {adopted} 处，搁置 {aside} 处，未处理 {open} 处",
    "粘贴的文字",
    "只看未处理的",
    "正在准备文件…",
    "已下载 {name}。",
    "已下载 {name}；有 {count} 处与别的改动重叠，没有改，作了批注。",
    "检查程序已经结束，可以关闭本页。",
)  # fmt: skip
